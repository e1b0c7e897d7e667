import { describe, expect, it } from 'vitest';
import { siteLines, withoutSiteLines } from '../../src/reading/site-lines.ts';
import { paragraphs } from './sample.ts';

const slogan = 'مرسى.. حيث يبدأ الخبر من البحر';

describe('a site’s own lines', () => {
  it('are its short ones, in matching form, each once', () => {
    const [lead = ''] = paragraphs;
    const long = `${lead} ${lead}`;
    expect(siteLines([long, slogan, 'مرسى، حيث يبدأُ الخبرُ من البحر', '—'])).toEqual([
      'مرسي حيث يبدا الخبر من البحر',
    ]);
  });

  it('are left out once they are known, however they are pointed', () => {
    const known = new Set(siteLines([slogan]));
    expect(withoutSiteLines([...paragraphs, `«${slogan}»`], known)).toEqual(paragraphs);
    expect(withoutSiteLines(paragraphs, known)).toEqual(paragraphs);
  });

  it('stay when they are most of the text: that is an article over again', () => {
    const known = new Set(siteLines(paragraphs));
    const copy = [...paragraphs, slogan];
    expect(withoutSiteLines(copy, known)).toEqual(copy);
  });
});
