namespace OzFunctions.Core.Notifications;

/// <summary>How many deliveries to an endpoint need a person.</summary>
/// <param name="Dead">Those of which every attempt failed.</param>
/// <param name="Held">Those that wait for their endpoint.</param>
public sealed record ParkedCounts(long Dead, long Held);
