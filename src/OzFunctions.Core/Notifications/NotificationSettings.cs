namespace OzFunctions.Core.Notifications;

/// <summary>Who is told, and what.</summary>
/// <param name="Endpoints">The endpoints, at most <see cref="MaxEndpoints"/>.</param>
/// <param name="Scores">Names of the numeric scores that notifications may carry.</param>
public sealed record NotificationSettings(IReadOnlyList<NotificationEndpoint> Endpoints, IReadOnlySet<string> Scores)
{
    /// <summary>The most endpoints: the deliveries of a change must fit into the transaction that stores it.</summary>
    public const int MaxEndpoints = 10;

    /// <summary>Nobody is told.</summary>
    public static NotificationSettings None { get; } = new([], new HashSet<string>());

    /// <summary>An endpoint by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The endpoint, or null when the settings do not have it.</returns>
    public NotificationEndpoint? Find(string name) => Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);
}
