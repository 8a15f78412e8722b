/** The engines that an experiment can go to. */
export const clusterEngines = ['nest', 'neuron'] as const;
export type ClusterEngine = (typeof clusterEngines)[number];

/** How synapses travel: all of them as a list, or drawn anew by the cluster wherever a rule allows it. */
export const synapseForms = ['explicit', 'remade'] as const;
export type SynapseForm = (typeof synapseForms)[number];

/** Who draws Poisson trains, or synapses: this program's generator, with the same spikes, or the engine's own. */
export const drawnBy = ['exact', 'native'] as const;
export type DrawnBy = (typeof drawnBy)[number];

/** What an experiment can be exported to: an engine, or files of SONATA, which bmtk runs on NEST. */
export const exportTargets = [...clusterEngines, 'sonata'] as const;
export type ExportTarget = (typeof exportTargets)[number];
