namespace OzFunctions.Web.Stats;

/// <summary>The undelivered deliveries of an endpoint, by state.</summary>
/// <param name="Endpoint">The endpoint's name. It may have been removed from the settings while deliveries are held for it.</param>
/// <param name="Pending">Deliveries that failed and are retried by the schedule.</param>
/// <param name="Waiting">Deliveries that wait because the endpoint is failing or at its limit.</param>
/// <param name="Held">Deliveries that are held because the endpoint is disabled or not in the settings.</param>
/// <param name="Dead">Deliveries whose attempts all failed.</param>
internal sealed record ParkedDocument(string Endpoint, ParkedCountDocument Pending, ParkedCountDocument Waiting, ParkedCountDocument Held, ParkedCountDocument Dead);
