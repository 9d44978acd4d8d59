/**
 * An app that does nothing, with the packages of Forge that the server uses.
 */
export * as api from '@forge/api';
export * as events from '@forge/events';
export * as kvs from '@forge/kvs';
export { default as Resolver } from '@forge/resolver';
