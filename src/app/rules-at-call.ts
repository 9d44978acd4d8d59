/**
 * The settings as they are at the moment of a call, and what they say of the people who are due.
 */
import type { Person } from '../core/person';
import { judgeCall } from '../core/policy';
import type { Ports, StepOfErasure } from '../core/ports';
import type { Settings } from '../core/settings';

/** Settings this old are read again before a call: no call is made by rules that are older than ten seconds. */
const OLDEST = 5000;

/** What is done about the steps of a turn. */
export interface Judged {
  readonly called: readonly StepOfErasure[];
  /** Ids of erasures that wait for a second person from now on. */
  readonly held: readonly string[];
  /** Steps whose issue's project is not allowed any more. */
  readonly notAllowed: readonly StepOfErasure[];
}

/** Parts the steps of a turn by what the rules say of their erasures and people now. */
export function judged(
  due: readonly StepOfErasure[],
  people: ReadonlyMap<string, Person | null>,
  { policy }: Settings,
): Judged {
  const saying = (says: ReturnType<typeof judgeCall>) =>
    due.filter(({ erasure }) => judgeCall(erasure, people.get(erasure.id)?.email ?? null, policy) === says);
  return {
    called: saying('call'),
    held: saying('hold').map(({ erasure }) => erasure.id),
    notAllowed: saying('project-not-allowed'),
  };
}

export class RulesAtCall {
  private settings: Settings;
  private judgedBy: Settings;

  /** @param readAt when the settings were read that the run began with */
  constructor(
    private readonly ports: Pick<Ports, 'settings' | 'chance'>,
    private readonly connectionId: string,
    private readonly begunWith: Settings,
    private readAt: number,
  ) {
    this.settings = begunWith;
    this.judgedBy = begunWith;
  }

  /** The settings that a turn is judged by. */
  async forTurn(): Promise<Settings> {
    await this.refresh();
    this.judgedBy = this.settings;
    return this.settings;
  }

  /** Whether the connection is another by now than the run began with: switched off, removed or saved anew. */
  async isOtherConnection(): Promise<boolean> {
    await this.refresh();
    return this.connectionOf(this.begunWith) !== this.connectionOf(this.settings);
  }

  /**
   * Whether a call may be made by what the turn was judged by: neither the rules nor the connection changed since, and
   * deletions are not paused, as far as the settings that were read say.
   */
  async stand(): Promise<boolean> {
    await this.refresh();
    if (this.settings.paused) return false;
    const isSamePolicy = JSON.stringify(this.judgedBy.policy) === JSON.stringify(this.settings.policy);
    return isSamePolicy && this.connectionOf(this.judgedBy) === this.connectionOf(this.settings);
  }

  private connectionOf({ connections }: Settings): string {
    return JSON.stringify(connections.find(({ id }) => id === this.connectionId) ?? null);
  }

  private async refresh(): Promise<void> {
    const now = this.ports.chance.now();
    if (now - this.readAt < OLDEST) return;
    this.settings = await this.ports.settings.read();
    this.readAt = now;
  }
}
