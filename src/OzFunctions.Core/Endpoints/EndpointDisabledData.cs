using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>What <see cref="NotificationTypes.EndpointDisabled"/> says.</summary>
internal sealed record EndpointDisabledData(string Endpoint, string Because, string FailingSince, string DisabledAt);
