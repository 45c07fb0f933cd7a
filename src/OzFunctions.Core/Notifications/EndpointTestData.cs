namespace OzFunctions.Core.Notifications;

/// <summary>What <see cref="NotificationTypes.EndpointTest"/> says.</summary>
internal sealed record EndpointTestData(string Endpoint);
