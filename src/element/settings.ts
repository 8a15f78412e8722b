/** Values for parameters, by name: '134 nS', or a number in the parameter's unit. */
export type ParameterSettings = Readonly<Record<string, string | number>>;
