/** The line in a process of its own, so that its time and memory are its own: run until told to go. */
import { openLine } from './intake-line.ts';

const [file = '', hosts = ''] = process.argv.slice(2);
const line = await openLine(file, hosts.split(','));
process.on('message', async () => {
  await line.stop();
  process.exit(0);
});
process.send?.('ready');
