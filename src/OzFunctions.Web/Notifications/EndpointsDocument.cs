namespace OzFunctions.Web.Notifications;

/// <summary>All endpoints of the settings.</summary>
internal sealed record EndpointsDocument(IReadOnlyList<EndpointDocument> Items);
