using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>What <see cref="NotificationTypes.EndpointTest"/> says.</summary>
internal sealed record EndpointTestData(string Endpoint);
