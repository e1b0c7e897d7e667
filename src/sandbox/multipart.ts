/** multipart/form-data (RFC 7578), as HTTP clients and grammY write it: names quoted or bare. */

/** A file that came with a call. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly fields: Map<string, string>;
  readonly files: Map<string, Upload>;
}

/**
 * Splits a body into its parts: with a filename, a file; without, a field of UTF-8 text.
 *
 * @param contentType the header, with its boundary
 * @throws Error when the body is not of that shape
 */
export function parseMultipart(body: Buffer, contentType: string): Form {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  if (!boundary) throw new Error('multipart without a boundary');
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const form: Form = { fields: new Map(), files: new Map() };
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return form;
    const next = body.indexOf(delimiter, start);
    if (next < 0) break;
    // The line ends after the delimiter and before the next one belong to the delimiters.
    addPart(form, body.subarray(start + 2, next - 2));
    at = next;
  }
  throw new Error('multipart without its last boundary');
}

function addPart(form: Form, part: Buffer): void {
  const split = part.indexOf('\r\n\r\n');
  if (split < 0) throw new Error('a part without a head');
  const head = part.toString('utf8', 0, split);
  const bytes = part.subarray(split + 4);
  const name = headValue(head, 'name');
  if (name === undefined) throw new Error('a part without a name');
  const file = headValue(head, 'filename');
  if (file === undefined) {
    form.fields.set(name, bytes.toString('utf8'));
    return;
  }
  const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream';
  form.files.set(name, { name: file, type, bytes });
}

const headValue = (head: string, key: string): string | undefined => {
  const match = new RegExp(`[;\\s]${key}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head);
  return match ? (match[1] ?? match[2]) : undefined;
};
