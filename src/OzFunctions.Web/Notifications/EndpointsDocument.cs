namespace OzFunctions.Web.Notifications;

/// <summary>All endpoints in the settings.</summary>
internal sealed record EndpointsDocument(IReadOnlyList<EndpointDocument> Items);
