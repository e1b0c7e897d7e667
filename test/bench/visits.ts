/** What it costs to judge a visit, at its worst: an agent as long as a header can be, never seen before. */
import { createJudge } from '../../src/clicks/visit.ts';

const rounds = 50;

export async function benchVisits(print: (line: string) => void): Promise<void> {
  const judge = createJudge(() => 'salt');
  const times = Array.from({ length: rounds }, (_, round) => {
    const agent = `${'a '.repeat(8_000 - round)}TelegramBot`;
    const rawHeaders = ['Host', 's.example', 'User-Agent', agent];
    const began = performance.now();
    judge({ method: 'GET', rawHeaders, peer: '9.9.9.9' }, Date.now());
    return performance.now() - began;
  }).toSorted((a, b) => a - b);
  const at = (index: number) => (times[index] ?? Number.NaN).toFixed(2);
  print(
    `  an agent of 16 kB judged in ${at(rounds >> 1)} ms, at most ${at(rounds - 1)} ms (wanted < 200)`,
  );
}
