using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>The data of <see cref="NotificationTypes.EndpointTest"/>.</summary>
public sealed record EndpointTestData(string Endpoint);
