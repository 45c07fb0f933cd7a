namespace OzFunctions.Web.Stats;

/// <summary>How many deliveries to an endpoint need a person.</summary>
/// <param name="Endpoint">The endpoint's name; one that is no longer in the settings too, while something is held for it.</param>
/// <param name="Dead">Those of which every attempt failed.</param>
/// <param name="Held">Those that wait for their endpoint.</param>
internal sealed record ParkedDocument(string Endpoint, long Dead, long Held);
