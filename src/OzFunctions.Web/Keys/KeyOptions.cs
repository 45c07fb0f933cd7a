using OzFunctions.Web.Settings;

namespace OzFunctions.Web.Keys;

/// <summary>The accepted keys (section <c>Keys</c>). The Functions app only uses the admin keys; its host checks the others.</summary>
public sealed class KeyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Keys";

    /// <summary>The most webhook or read keys. Several are allowed so that keys can be rotated.</summary>
    public const int MaxKeys = 3;

    /// <summary>Keys for the webhook route: one to three.</summary>
    [Secret]
    public IList<string> Webhook { get; init; } = [];

    /// <summary>Keys for reading: one to three, which must differ from the webhook keys.</summary>
    [Secret]
    public IList<string> Read { get; init; } = [];

    /// <summary>Admin keys, by the name under which actions are recorded. Both heads use them. Without any, no action is possible.</summary>
    [Secret]
    public IDictionary<string, string> Admin { get; init; } = new Dictionary<string, string>();
}
