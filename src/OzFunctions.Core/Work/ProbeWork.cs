namespace OzFunctions.Core.Work;

/// <summary>A probe of a failing endpoint is due.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Turn">The number of the endpoint's turns with which it began to fail. One that is behind has nothing left to do.</param>
/// <param name="Probe">The number of the probe, from 1. One that is behind was made.</param>
public sealed record ProbeWork(string Endpoint, int Turn, int Probe) : WorkItem;
