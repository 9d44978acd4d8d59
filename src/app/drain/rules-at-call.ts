import type { Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';

/** Settings this old are read again before a call: no call is made by rules that are older than ten seconds. */
const OLDEST = 5000;

/** The rules as they are at the moment of a call: the settings are read again before they are ten seconds old. */
export class RulesAtCall {
  private settings: Settings;
  private judgedBy: Settings;

  /** @param readAt when the settings were read that the run began with */
  constructor(
    private readonly ports: Pick<Ports, 'settings' | 'system'>,
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
    const now = this.ports.system.now();
    if (now - this.readAt < OLDEST) return;
    this.settings = await this.ports.settings.read();
    this.readAt = now;
  }
}
