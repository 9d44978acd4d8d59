import { AUTOMATION_CALLS } from '../contract/automation-calls';
import { providerOf } from '../providers';
import { resolverFor } from './answer';

/** Answers the form of the automation actions: what the connections are called, and nothing else. */
export const automationResolver = resolverFor(AUTOMATION_CALLS, {
  connections: async (ports) => {
    const { connections } = await ports.settings.read();
    const erasing = connections.filter(({ provider }) => providerOf(provider)?.erases === true);
    return { connections: erasing.map(({ id, label }) => ({ id, label })) };
  },
});
