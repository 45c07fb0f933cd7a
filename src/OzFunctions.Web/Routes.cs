namespace OzFunctions.Web;

/// <summary>The routes that both heads serve. What is here is relative to <see cref="Prefix"/>.</summary>
public static class Routes
{
    /// <summary>The path under which everything is served, as the Functions host does by default.</summary>
    public const string Prefix = "/api";

    /// <summary>Where Oz posts.</summary>
    public const string OzWebhooks = "oz/webhooks";

    /// <summary>What was refused and why.</summary>
    public const string RejectedWebhooks = "webhooks/rejected";

    /// <summary>A folder.</summary>
    public const string Folder = "folders/{id}";

    /// <summary>A folder's changes.</summary>
    public const string FolderHistory = "folders/{id}/history";

    /// <summary>Whether the process runs.</summary>
    public const string Live = "health/live";

    /// <summary>Whether it can serve.</summary>
    public const string Ready = "health/ready";
}
