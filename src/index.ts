/**
 * The handlers that the manifest names, and nothing else.
 */
export { adminResolver } from './entry/admin-resolver';
export { agentResolver } from './entry/agent-resolver';
export { drainConsumer } from './entry/drain-consumer';
export { eraseTrigger } from './entry/erase-trigger';
export { erasuresResolver } from './entry/erasures-resolver';
export { sweepSchedule } from './entry/sweep-schedule';
