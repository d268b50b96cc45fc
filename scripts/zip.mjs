// Reads a VSIX, which is a zip file: enough of the format to list and unpack what vsce writes, and nothing more.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const stored = 0;
const deflated = 8;

/**
 * The files in a zip archive, in the archive's order; folders are left out.
 * @param {string} archive path of the zip file
 * @returns {{ name: string, bytes: number, packedBytes: number, read: () => Buffer }[]}
 */
export function zipEntries(archive) {
  const zip = readFileSync(archive);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw new Error(`${archive} is not a zip file`);
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error(`${archive} has a broken directory`);
    const method = zip.readUInt16LE(at + 10);
    const packedBytes = zip.readUInt32LE(at + 20);
    const bytes = zip.readUInt32LE(at + 24);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (name.endsWith('/')) continue;
    entries.push({ name, bytes, packedBytes, read: () => contents(zip, local, packedBytes, method, name) });
  }
  return entries;
}

/** Unpacks the files below `prefix` (such as `extension/`) into `folder`, without the prefix. */
export function unzip(archive, prefix, folder) {
  for (const entry of zipEntries(archive)) {
    if (!entry.name.startsWith(prefix)) continue;
    const target = normalize(join(folder, entry.name.slice(prefix.length)));
    if (!target.startsWith(normalize(folder) + sep)) throw new Error(`${archive} names a file outside: ${entry.name}`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, entry.read());
  }
}

function contents(zip, local, packedBytes, method, name) {
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedBytes);
  if (method === stored) return Buffer.from(packed);
  if (method === deflated) return inflateRawSync(packed);
  throw new Error(`${name} is packed in a way this reader does not know (${method})`);
}
