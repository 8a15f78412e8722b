/** What every room is given. */
import type { Session } from './session.ts';

export interface RoomProps {
  readonly session: Session;
  /** What the address asked for and did not get, in sentences. */
  readonly refused: readonly string[];
}
