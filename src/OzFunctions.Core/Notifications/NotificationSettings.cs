namespace OzFunctions.Core.Notifications;

/// <summary>The notification settings: which endpoints are notified, and of what.</summary>
/// <param name="Endpoints">The endpoints, at most <see cref="MaxEndpoints"/>.</param>
/// <param name="Scores">The names of the numeric scores that notifications may include.</param>
public sealed record NotificationSettings(IReadOnlyList<NotificationEndpoint> Endpoints, IReadOnlySet<string> Scores)
{
    /// <summary>The maximum number of endpoints: the deliveries of a change must fit into the transaction that stores it.</summary>
    public const int MaxEndpoints = 10;

    /// <summary>No endpoints.</summary>
    public static NotificationSettings None { get; } = new([], new HashSet<string>());

    /// <summary>Finds an endpoint by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The endpoint, or null when it is not in the settings.</returns>
    public NotificationEndpoint? Find(string name) => Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);
}
