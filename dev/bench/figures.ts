/**
 * The figures there are. What one needs is loaded only where it is measured: some replace the globals of their process.
 */
import { ROOT } from '../local/options';
import type { Figure } from './figure';

/** @param sizes how many people, where that can be said */
type Measure = (...sizes: number[]) => Figure[] | Promise<Figure[]>;

export const FIGURES: Readonly<Record<string, () => Promise<Measure>>> = {
  P1: async () => (await import('./single.js')).measureSingle,
  P2: async () => (await import('./bulk-requests.js')).measureBulkRequests,
  P3: async () => (await import('./throughput.js')).measureThroughput,
  P4: async () => (await import('./growth.js')).measureGrowth,
  P5: async () => (await import('./requests.js')).measureRequests,
  P6: async () => {
    const { measureBundle } = await import('./bundle-size.js');
    return () => measureBundle(ROOT);
  },
  P7: async () => {
    const { measurePages } = await import('./page-weight.js');
    return () => measurePages(ROOT);
  },
  P8: async () => (await import('./fairness.js')).measureFairness,
  P9: async () => (await import('./extraction.js')).measureExtraction,
  P10: async () => (await import('./reading.js')).measureReading,
  P11: async () => (await import('./bill.js')).measureBill,
};
