namespace OzFunctions.Core.Work;

/// <summary>A due probe of a failing endpoint.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Turn">The value of <c>EndpointHealth.Turn</c> when the endpoint began to fail. A message with a lower value is obsolete.</param>
/// <param name="Probe">The number of the probe, from 1. A message with a lower number is obsolete.</param>
public sealed record ProbeWork(string Endpoint, int Turn, int Probe) : WorkItem;
