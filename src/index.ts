/**
 * The handlers that the manifest names, and nothing else.
 */
export { adminResolver } from './entry/admin-resolver';
export { agentResolver } from './entry/agent-resolver';
export { deleteUserAction, erasureStatusAction } from './entry/automation-actions';
export { automationResolver } from './entry/automation-resolver';
export { bulkConsumer } from './entry/bulk-consumer';
export { drainConsumer } from './entry/drain-consumer';
export { eraseTrigger } from './entry/erase-trigger';
export { erasuresResolver } from './entry/erasures-resolver';
export { issueEvents } from './entry/issue-events';
export { issueStatusProperties } from './entry/issue-status';
export { preUninstall } from './entry/pre-uninstall';
export { requesterResolver } from './entry/requester-resolver';
export { sweepSchedule } from './entry/sweep-schedule';
export { workflowValidator } from './entry/workflow-validator';
