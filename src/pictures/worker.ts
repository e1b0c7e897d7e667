/** The worker process of painter.ts: draws what it is sent, until the program that sent it goes. */
import { type Card, drawCard } from './card.ts';
import { type Chart, drawChart } from './chart.ts';
import { openRenderer } from './fonts.ts';
import { isVisible } from './logo.ts';

/** What the painter sends. */
export type Job =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'logo'; readonly logo: Uint8Array };

/** What comes back: the first message is `ready`, then one for each job. */
export type Outcome = { ready: true } | { value: unknown } | { error: string };

const renderer = await openRenderer();

const draw = (job: Job): Promise<unknown> => {
  switch (job.kind) {
    case 'card':
      return drawCard(renderer, job.card);
    case 'chart':
      return drawChart(renderer, job.chart);
    case 'logo':
      return isVisible(renderer, job.logo);
  }
};

const tell = (outcome: Outcome): void => void process.send?.(outcome);

process.on('message', (job: Job) => {
  draw(job).then(
    (value) => tell({ value }),
    (error: unknown) => tell({ error: error instanceof Error ? error.message : String(error) }),
  );
});
tell({ ready: true });
