import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHdf5 } from '../../src/files/hdf5/read.ts';
import { writeHdf5 } from '../../src/files/hdf5/write.ts';
import { spikesSonata } from '../../src/files/index.ts';
import { readSpikeFile } from '../../src/files/read-spikes.ts';

/** The bytes of a file that h5py writes; `script` has it open as `f`. */
function byPython(script: string, how = ''): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'galvani-hdf5-'));
  try {
    const path = join(folder, 'file.h5');
    const text = `import h5py, numpy as np, sys\nwith h5py.File(sys.argv[1], 'w'${how}) as f:\n  ${script.replaceAll('\n', '\n  ')}`;
    execFileSync(process.env['PYTHON'] || '/usr/bin/python3', ['-c', text, path], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('readHdf5', () => {
  const data = `x = np.arange(3000)
f['g/h/doubles'] = x * 0.1
f['g/ids'] = x.astype(np.uint64)
f['g/small'] = x[:7].astype(np.int16) - 3
f['g/bytes'] = np.uint8(5)
f['none'] = np.zeros(0)
f['g/ids'].attrs['node_population'] = 'läuft'
f['g/ids'].attrs['of fixed length'] = np.bytes_('abc')
f['g/ids'].attrs['number'] = 3.0
f['g'].attrs['sorting'] = 'by_time'
f.create_dataset('chunked', data=(x * 0.25).reshape(50, 60), chunks=(7, 11))
f.create_dataset('packed', data=x.astype(np.float32), chunks=(64,), maxshape=(None,), compression='gzip', shuffle=True, fletcher32=True)
f.create_dataset('holes', shape=(100,), chunks=(10,), dtype='f8')
for k in range(40): f[f'many/name{k}'] = float(k)`;

  it.each([
    ['by default', ''],
    ['with the layout of 1.8', ", libver=('earliest', 'v108')"],
  ])('reads what h5py writes %s', (_, how) => {
    // More than eight links of the newer layout lie in a heap.
    const script = how === '' ? data : data.replace('range(40)', 'range(8)');
    const file = readHdf5(byPython(script, how), 'file.h5');
    const x = Float64Array.from({ length: 3000 }, (_, k) => k);
    expect(file.children('/g')?.sort()).toEqual(['bytes', 'h', 'ids', 'small']);
    expect(file.numbers('/g/h/doubles')).toEqual(x.map((k) => k * 0.1));
    expect(file.numbers('g/ids')).toEqual(BigUint64Array.from(x, BigInt));
    expect(file.numbers('/g/small')).toEqual(Int16Array.of(-3, -2, -1, 0, 1, 2, 3));
    expect(file.numbers('/g/bytes')).toEqual(Uint8Array.of(5));
    expect(file.numbers('/none')).toEqual(new Float64Array(0));
    expect(file.numbers('/chunked')).toEqual(x.map((k) => k * 0.25));
    expect(file.numbers('/packed')).toEqual(Float32Array.from(x));
    expect(file.numbers('/holes')).toEqual(new Float64Array(100));
    expect(file.numbers('/many/name7')).toEqual(Float64Array.of(7));
    if (how === '') expect(file.numbers('/many/name39')).toEqual(Float64Array.of(39));
    expect(file.textAttribute('/g/ids', 'node_population')).toBe('läuft');
    expect(file.textAttribute('/g/ids', 'of fixed length')).toBe('abc');
    expect(file.textAttribute('/g', 'sorting')).toBe('by_time');
    expect(file.textAttribute('/g/ids', 'none')).toBeUndefined();
    expect(file.textAttribute('/gone', 'none')).toBeUndefined();
    expect(() => file.textAttribute('/g/ids', 'number')).toThrow(/'\/g\/ids, number' is no text/);
    expect(file.numbers('/gone')).toBeUndefined();
    expect(file.children('/g/gone')).toBeUndefined();
  });

  it('reads what this library writes', () => {
    const bytes = writeHdf5({ children: { a: { children: { x: { data: Float64Array.of(1, 2.5, -3) } } } } });
    const file = readHdf5(bytes, 'own.h5');
    expect(file.children('/')).toEqual(['a']);
    expect(file.numbers('/a/x')).toEqual(Float64Array.of(1, 2.5, -3));
  });

  it('refuses what it cannot read in a sentence, whatever is cut off or changed', () => {
    const text = readHdf5(byPython("f['s'] = 'text'\nf['c'] = np.ones(3, '>f8')"), 'file.h5');
    expect(() => text.numbers('/s')).toThrow(/^file\.h5 cannot be read as HDF5: '\/s' holds something else/);
    expect(() => text.numbers('/c')).toThrow(/little-endian/);
    expect(() => text.numbers('/')).toThrow(/'\/' is no dataset/);
    const whole = byPython(data);
    for (let length = 0; length < whole.length; length += 977) {
      const act = () => readHdf5(whole.subarray(0, length), 'cut.h5').numbers('/packed');
      try {
        act();
      } catch (error) {
        expect((error as Error).message).toMatch(/^cut\.h5 cannot be read as HDF5/);
      }
    }
  });
});

describe('spike files', () => {
  const spikes = { steps: Uint32Array.of(3, 139, 139), cells: Uint32Array.of(2, 0, 1) };

  it('of SONATA are read back', () => {
    const { times, neurons } = readSpikeFile(spikesSonata(spikes, 0.1), 'x.h5');
    expect(times).toEqual(Float64Array.of(0.3, 13.9, 13.9));
    expect(neurons).toEqual(Uint32Array.of(2, 0, 1));
  });

  it('of its first days, of two populations, of none', () => {
    const old = byPython("f['spikes/timestamps'] = np.array([1.5])\nf['spikes/gids'] = np.array([7])");
    expect(readSpikeFile(old, 'x.h5')).toMatchObject({ times: Float64Array.of(1.5), neurons: Uint32Array.of(7) });
    const two = byPython("f['spikes/a/timestamps'] = np.array([1.5])\nf['spikes/b/timestamps'] = np.array([1.5])");
    expect(() => readSpikeFile(two, 'x.h5')).toThrow('x.h5 has the populations a, b');
    expect(() => readSpikeFile(byPython("f['x'] = 1.0"), 'x.h5')).toThrow("no group '/spikes'");
    expect(() => readSpikeFile(new Uint8Array(3), 'x.txt')).toThrow("'x.txt' is no spike file");
  });
});
