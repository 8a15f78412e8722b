/** What was recorded elsewhere: spikes, voltages and currents out of files, and how far a run is from them. */
export { courseDifference, courseOnSteps, type RecordedCourses } from './courses.ts';
export { recordedCourses } from './read-courses.ts';
export { mayHoldRecordings, type RecordedSpikes, recordedSpikes } from './read-spikes.ts';
export { type SpikeDistances, type SpikeDistancesInput, spikeDistances } from './spike-distances.ts';
