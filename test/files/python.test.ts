/** Files opened by the programs they are for. */
import { describe, expect, test } from 'vitest';
import { lookup3 } from '../../src/files/hdf5/checksum.ts';
import { spikesNpz, spikesSonata, tracesNpz, writeHdf5 } from '../../src/files/index.ts';
import { readByPython } from './python.ts';

const spikes = { steps: Uint32Array.of(139, 139, 140, 141), cells: Uint32Array.of(2, 9, 0, 3) };

/** Prints every object of an HDF5 file with its type, shape, values and attributes. */
const dump = `
import h5py
def value(x):
    return x.tolist() if hasattr(x, 'tolist') else x
def attributes(o):
    return {k: [str(o.attrs.get_id(k).dtype), list(o.attrs.get_id(k).shape), value(v)] for k, v in o.attrs.items()}
found = {}
def visit(name, o):
    found[name] = {'attributes': attributes(o)}
    if isinstance(o, h5py.Dataset):
        found[name].update(dtype=str(o.dtype), shape=list(o.shape), values=value(o[()]))
with h5py.File(path, 'r') as f:
    found['/'] = {'attributes': attributes(f)}
    f.visititems(visit)
print(json.dumps(found))
`;

describe('SONATA spikes in h5py', () => {
  test('hold times, node ids and the attributes of the format', () => {
    // As a simulation has them.
    const groups = [
      { name: 'E', first: 0, count: 3, role: 'cells' },
      { name: 'I', first: 3, count: 2, role: 'cells' },
    ];
    const found = readByPython(spikesSonata(spikes, 0.1, { cells: 5, groups }), '.h5', dump);
    expect(found).toEqual({
      '/': { attributes: { magic: ['uint32', [], 0x0a7a], version: ['uint32', [2], [0, 1]] } },
      spikes: { attributes: {} },
      'spikes/cells': {
        attributes: {
          sorting: ['int8', [], 2],
          node_ids_E: ['uint64', [2], [0, 3]],
          node_ids_I: ['uint64', [2], [3, 5]],
        },
      },
      'spikes/cells/timestamps': {
        attributes: { units: ['object', [], 'ms'] },
        dtype: 'float64',
        shape: [3],
        values: [13.9, 14, 14.1],
      },
      'spikes/cells/node_ids': { attributes: {}, dtype: 'uint64', shape: [3], values: [2, 0, 3] },
    });
  });

  test('sorting is an enumeration with the members of the format', () => {
    const script = `
import h5py
with h5py.File(path, 'r') as f:
    kind = f['spikes/cells'].attrs.get_id('sorting').dtype
    print(json.dumps(h5py.check_enum_dtype(kind)))
`;
    expect(readByPython(spikesSonata(spikes, 0.1), '.h5', script)).toEqual({ none: 0, by_id: 1, by_time: 2 });
  });

  test('may hold no spike at all', () => {
    const none = { steps: new Uint32Array(0), cells: new Uint32Array(0) };
    const found = readByPython(spikesSonata(none, 0.1, { population: 'none' }), '.h5', dump);
    expect(found).toMatchObject({
      'spikes/none/timestamps': { shape: [0], values: [] },
      'spikes/none/node_ids': { shape: [0], values: [] },
    });
  });

  test('hold a hundred thousand spikes without loss', () => {
    const n = 100_000;
    const steps = Uint32Array.from({ length: n }, (_, k) => Math.floor(k / 7));
    const cells = Uint32Array.from({ length: n }, (_, k) => (Math.imul(k, 2654435761) >>> 0) % 4_000_000_000);
    const script = `
import h5py, numpy, hashlib
with h5py.File(path, 'r') as f:
    steps = numpy.rint(f['spikes/cells/timestamps'][:] / 0.1).astype('<u4')
    cells = f['spikes/cells/node_ids'][:].astype('<u4')
print(json.dumps([int(steps.sum()), int(cells.sum()), int((steps[1:] >= steps[:-1]).all())]))
`;
    const sum = (values: Uint32Array): number => values.reduce((a, b) => a + b, 0);
    expect(readByPython(spikesSonata({ steps, cells }, 0.1), '.h5', script)).toEqual([sum(steps), sum(cells), 1]);
  });
});

describe('HDF5 in h5py', () => {
  test('all types, shapes and many children', () => {
    const children: Record<string, { data: Uint16Array }> = {};
    for (let k = 0; k < 40; k++) children[`child ${k}`] = { data: Uint16Array.of(k) };
    const bytes = writeHdf5({
      attributes: { text: 'Größe in µm', 'second text': 'x'.repeat(10_000), empty: '' },
      children: {
        many: { children },
        f4: { data: Float32Array.of(1.5, -2, 3, 4, 5, 6), shape: [2, 3] },
        i8: { data: Int8Array.of(-7), shape: [] },
        i16: { data: Int16Array.of(-32768) },
        i32: { data: Int32Array.of(-7, 2147483647) },
        u32: { data: Uint32Array.of(4294967295) },
        i64: { data: BigInt64Array.of(-(2n ** 62n)) },
        f8: { data: Float64Array.of(Math.PI, -1e-300), attributes: { µ: 'ms', half: { data: Float32Array.of(0.5) } } },
      },
    });
    const found = readByPython(bytes, '.h5', dump) as Record<string, { values?: unknown; dtype?: string }>;
    expect(found['/']).toEqual({
      attributes: {
        text: ['object', [], 'Größe in µm'],
        'second text': ['object', [], 'x'.repeat(10_000)],
        empty: ['object', [], ''],
      },
    });
    expect(found['f4']).toMatchObject({
      dtype: 'float32',
      shape: [2, 3],
      values: [
        [1.5, -2, 3],
        [4, 5, 6],
      ],
    });
    expect(found['i8']).toMatchObject({ dtype: 'int8', shape: [], values: -7 });
    expect(found['i16']).toMatchObject({ dtype: 'int16', values: [-32768] });
    expect(found['i32']).toMatchObject({ dtype: 'int32', values: [-7, 2147483647] });
    expect(found['u32']).toMatchObject({ dtype: 'uint32', values: [4294967295] });
    expect(found['i64']).toMatchObject({ dtype: 'int64', values: [-(2 ** 62)] });
    expect(found['f8']).toEqual({
      dtype: 'float64',
      shape: [2],
      values: [Math.PI, -1e-300],
      attributes: { µ: ['object', [], 'ms'], half: ['float32', [1], [0.5]] },
    });
    for (let k = 0; k < 40; k++) expect(found[`many/child ${k}`]).toMatchObject({ values: [k] });
  });

  test('the checksum is lookup3', () => {
    // Jenkins' own example, and an empty text.
    expect(lookup3(new TextEncoder().encode('Four score and seven years ago'))).toBe(0x17770551);
    expect(lookup3(new Uint8Array(0))).toBe(0xdeadbeef);
  });
});

describe('NPZ in numpy', () => {
  test('spikes', () => {
    const script = `
import numpy
with numpy.load(path) as f:
    print(json.dumps({k: [str(f[k].dtype), list(f[k].shape), f[k].tolist()] for k in f.files}))
`;
    expect(readByPython(spikesNpz(spikes, 0.1, 5), '.npz', script)).toEqual({
      time_ms: ['float64', [3], [13.9, 14, 14.1]],
      neuron: ['uint32', [3], [2, 0, 3]],
      step: ['uint32', [3], [139, 140, 141]],
      dt_ms: ['float64', [], 0.1],
    });
    const table = {
      variables: ['V', 'm'],
      cells: [4, 7],
      firstStep: 1,
      values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    };
    expect(readByPython(tracesNpz(table, 0.1), '.npz', script)).toEqual({
      time_ms: ['float64', [2], [0.1, 0.2]],
      neuron: ['uint32', [2], [4, 7]],
      V: [
        'float64',
        [2, 2],
        [
          [1, 3],
          [5, 7],
        ],
      ],
      m: [
        'float64',
        [2, 2],
        [
          [2, 4],
          [6, 8],
        ],
      ],
    });
  });
});

test('a missing Python module fails, it does not skip', () => {
  expect(() => readByPython(new Uint8Array(0), '.h5', 'import a_module_that_is_not_there')).toThrow(
    /a_module_that_is_not_there/,
  );
});
