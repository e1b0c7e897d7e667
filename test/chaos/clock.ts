/**
 * Loaded before the program (`--import`): gives it a clock that runs some times as fast, and that
 * the test sets forth and back through a file. Timers run as fast as the clock; only the stopwatch,
 * `performance.now`, is never set. Program and sandbox run at one speed, so that all limits keep
 * their proportion and an hour of trouble takes minutes.
 */
import { readFileSync } from 'node:fs';

const speed = Number(process.env.CHAOS_SPEED ?? 1);
const file = process.env.CHAOS_CLOCK;
const real = { Date, now: Date.now.bind(Date), stopwatch: performance.now.bind(performance) };
const [begin, started] = [Number(process.env.CHAOS_BEGIN ?? real.now()), real.now()];

let set = 0;
/** Milliseconds since the test began, which all processes share. */
const elapsed = () => (started - begin + real.stopwatch() - startedWatch) * speed;
const startedWatch = real.stopwatch();
const now = () => begin + Math.floor(elapsed()) + set;

const watch = () => {
  try {
    set = Number(readFileSync(file ?? '', 'utf8')) || 0;
  } catch {
    // The test has not written it yet.
  }
};
if (file !== undefined) {
  watch();
  setInterval(watch, 50).unref();
}

const { setTimeout: timeout, setInterval: interval } = globalThis;
globalThis.setTimeout = Object.assign(
  (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    timeout(work, ms / speed, ...args),
  timeout,
) as typeof setTimeout;
globalThis.setInterval = ((work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
  interval(work, ms / speed, ...args)) as typeof setInterval;

performance.now = elapsed;
globalThis.Date = new Proxy(real.Date, {
  construct: (target, args) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args) as object,
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});
