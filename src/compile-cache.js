/**
 * Loaded before everything else (`node --import`), in workers too: what was stripped of its types and
 * compiled once is kept. Without it each thread loads the type stripper, some 18 MB and 100 ms.
 */
import { enableCompileCache } from 'node:module';

enableCompileCache();
