namespace OzFunctions.Web.Stats;

/// <summary>How many deliveries to an endpoint are not delivered, and how old the oldest are.</summary>
/// <param name="Endpoint">The endpoint's name; one that is no longer in the settings too, while something is held for it.</param>
/// <param name="Pending">Those that failed and are tried again by the schedule.</param>
/// <param name="Waiting">Those that wait because the endpoint is failing or at its limit.</param>
/// <param name="Held">Those that wait because the endpoint is disabled or not in the settings.</param>
/// <param name="Dead">Those of which every attempt failed.</param>
internal sealed record ParkedDocument(string Endpoint, ParkedCountDocument Pending, ParkedCountDocument Waiting, ParkedCountDocument Held, ParkedCountDocument Dead);
