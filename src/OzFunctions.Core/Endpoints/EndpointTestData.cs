using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>The data of <see cref="NotificationTypes.EndpointTest"/>.</summary>
/// <param name="Endpoint">The name of the endpoint that is tested.</param>
public sealed record EndpointTestData(string Endpoint);
