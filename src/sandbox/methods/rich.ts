/** Rich messages (Bot API 10.1): kept as they came, with their text for the page. */
import type { InputRichMessage } from 'grammy/types';
import { badRequest } from '../envelope.ts';

/** Code points. */
const maxText = 32_768;
const maxBlocks = 500;

/**
 * What the message keeps: the blocks as given; of HTML or Markdown, which the sandbox does not lay
 * out, a paragraph for each line of text.
 *
 * @throws ApiError 400 unless exactly one of blocks, html and markdown is there, within the limits
 */
export function readRichMessage({ blocks, html, markdown, is_rtl }: InputRichMessage): object {
  const given = [blocks, html, markdown].filter((value) => value !== undefined);
  if (given.length !== 1) throw badRequest('exactly one of blocks, html and markdown is expected');
  const lines = html === undefined ? (markdown ?? '').split('\n') : linesOfHtml(html);
  const kept =
    blocks ??
    lines.filter((line) => line.trim() !== '').map((text) => ({ type: 'paragraph', text }));
  const message = { blocks: kept, ...(is_rtl ? { is_rtl } : {}) };
  const text = richText(message);
  if (text.trim() === '') throw badRequest('text must be non-empty');
  if ([...text].length > maxText || kept.length > maxBlocks)
    throw badRequest('message is too long');
  return message;
}

/** All text of a rich message, a block on each line. */
export function richText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const isBlocks = value.some(
      (item) => typeof item === 'object' && item !== null && 'type' in item,
    );
    return value.map(richText).join(isBlocks ? '\n' : '');
  }
  if (typeof value !== 'object' || value === null) return '';
  const parts: Record<string, unknown> = { ...value };
  return ['blocks', 'items', 'rows', 'cells', 'title', 'text', 'caption']
    .map((key) => (key in parts ? richText(parts[key]) : ''))
    .filter((text) => text !== '')
    .join('\n');
}

const linesOfHtml = (html: string): string[] =>
  html
    .replace(/<(?:br|\/p|\/h[1-6]|\/li|\/tr|\/blockquote|\/pre|hr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .split('\n');
