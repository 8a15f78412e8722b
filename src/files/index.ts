/** Files: pure functions from results to bytes and back. */
export type { NumberArray, NumberSource, Numbers } from './arrays.ts';
export {
  spikeHeading,
  spikeLines,
  spikesCsv,
  type TraceTable,
  timeText,
  traceHeading,
  traceLines,
  tracesCsv,
} from './csv.ts';
export {
  type Hdf5Attribute,
  type Hdf5Attributes,
  type Hdf5Dataset,
  type Hdf5Group,
  hdf5Pieces,
  writeHdf5,
} from './hdf5/write.ts';
export { type NpyArray, readNpy, writeNpy } from './npy.ts';
export { checkNpz, npzPieces, readNpz, writeNpz } from './npz.ts';
export { svgToPng } from './png.ts';
export { readSpikeFile, type SpikeFile } from './read-spikes.ts';
export { spikesNpz, tracesNpz } from './results.ts';
export { type SonataOptions, spikesSonata } from './sonata.ts';
export {
  type FigureData,
  type FigureGroup,
  type FigureOptions,
  type FigureTrace,
  figureSvg,
  type SvgFigure,
} from './svg.ts';
export { unzipFolder, zipFolder } from './zip.ts';
