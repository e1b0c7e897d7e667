import { expect, it } from 'vitest';
import { withUtm } from '../../data/repositories/utm.ts';

const added = 'utm_source=telegram&utm_medium=social&utm_campaign=main&utm_content=read';

it.each([
  ['https://news.example/a', `https://news.example/a?${added}`],
  ['https://news.example', `https://news.example?${added}`],
  ['https://news.example/a?', `https://news.example/a?${added}`],
  ['https://news.example/a?id=%d8%a3&x=a+b&', `https://news.example/a?id=%d8%a3&x=a+b&${added}`],
  ['https://news.example/خبر?ق=١#أ?b=1', `https://news.example/خبر?ق=١&${added}#أ?b=1`],
  ['https://news.example/#!/a', `https://news.example/?${added}#!/a`],
])('what %s holds stays to the letter', (target, tagged) => {
  expect(withUtm(target, 'main', 'read')).toBe(tagged);
});

it('a parameter that stands there already is not set again', () => {
  const target = 'https://news.example/a?utm_source=feed&utm_campaign=autumn';
  const tagged = `${target}&utm_medium=social&utm_content=read`;
  expect(withUtm(target, 'main', 'read')).toBe(tagged);
  expect(withUtm(tagged, 'main', 'read')).toBe(tagged);
});
