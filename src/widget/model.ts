/** What notebooks and books hand to a widget (anywidget's front-end modules): the same names, of which books know the first alone. */
export interface WidgetModel<T> {
  get<K extends keyof T>(name: K): T[K] | undefined;
  set?<K extends keyof T>(name: K, value: T[K]): void;
  save_changes?(): void;
  /** `change:NAME`, or `msg:custom` with what the other side sent. */
  on?(event: string, hear: (...words: never[]) => void): void;
  off?(event: string, hear: (...words: never[]) => void): void;
  send?(content: object, callbacks?: undefined, buffers?: readonly ArrayBuffer[]): void;
}
