import * as z from 'zod/mini';

export const StepStatus = z.enum(['waiting', 'done', 'handed-over', 'blocked', 'skipped']);
export type StepStatus = z.infer<typeof StepStatus>;
