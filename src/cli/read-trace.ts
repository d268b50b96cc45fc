/** Recorded traces on the command line: which format a file has, and what is in it. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { FORMATS, detectFormat, formatById } from '../formats/formats';
import type { Format, ReadOptions, TraceReader } from '../formats/format';

/** Ids of the formats that can be read. */
export const READABLE = FORMATS.filter(({ read }) => read !== undefined).map(({ id }) => id);
/** How much of a file is looked at to tell its format. */
const HEAD_BYTES = 16_384;

/** The format named, else the one that the file most likely has; undefined when that cannot be told. */
export async function formatOf(path: string, named: string | undefined): Promise<Format | undefined> {
  const format = named === undefined ? detectFormat(await headOf(path)) : formatById(named);
  return format?.read === undefined ? undefined : format;
}

/** Reads a whole file in a format that can be read. */
export async function readTrace(path: string, format: Format, options: ReadOptions): Promise<TraceReader> {
  const reader = format.read!(options);
  for await (const piece of createReadStream(path)) {
    reader.feed(piece as Uint8Array);
    while (!reader.step());
  }
  reader.finish();
  while (!reader.step());
  return reader;
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
