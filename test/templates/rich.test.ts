import { FormattedString } from '@grammyjs/parse-mode';
import { describe, expect, it } from 'vitest';
import { richOf } from '../../templates/rich.ts';

const text = (plain: string) => new FormattedString(plain);

describe('richOf', () => {
  it('makes headings of bold lines, paragraphs of the others, set right-to-left', () => {
    const digest = FormattedString.join(
      [
        FormattedString.bold('الأكثر قراءة اليوم'),
        FormattedString.join([
          text('1. '),
          FormattedString.link('سفن في الميناء', 'https://s.example/a'),
        ]),
        FormattedString.join([text('حضر '), FormattedString.bold('12'), text(' ضيفًا')]),
        FormattedString.bold('محليات'),
      ],
      '\n\n',
    );
    expect(richOf(digest)).toEqual({
      is_rtl: true,
      blocks: [
        { type: 'heading', size: 2, text: 'الأكثر قراءة اليوم' },
        {
          type: 'paragraph',
          text: ['1. ', { type: 'url', text: 'سفن في الميناء', url: 'https://s.example/a' }],
        },
        { type: 'paragraph', text: ['حضر ', { type: 'bold', text: '12' }, ' ضيفًا'] },
        { type: 'heading', size: 4, text: 'محليات' },
      ],
    });
  });

  it('keeps marks that lie inside one another, and those over several lines', () => {
    const { blocks } = richOf({
      text: 'أول\nثان هنا',
      entities: [
        { type: 'italic', offset: 0, length: 12 },
        { type: 'bold', offset: 4, length: 3 },
        { type: 'spoiler', offset: 8, length: 3 },
      ],
    });
    expect(blocks).toEqual([
      { type: 'paragraph', text: { type: 'italic', text: 'أول' } },
      {
        type: 'paragraph',
        text: [
          { type: 'bold', text: { type: 'italic', text: 'ثان' } },
          { type: 'italic', text: ' ' },
          { type: 'italic', text: 'هنا' },
        ],
      },
    ]);
  });
});
