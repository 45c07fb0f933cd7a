using System.ComponentModel.DataAnnotations;

namespace OzFunctions.Web.Webhooks;

/// <summary>How webhooks are received (section <c>Webhook</c>).</summary>
public sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhook";

    /// <summary>The largest body in bytes, 1 KiB to 16 MiB. A larger one is answered with 413.</summary>
    /// <value>1 MiB.</value>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Whether the content is trusted. Required outside Development; in Development the default is <see cref="WebhookMode.Trust"/>.</summary>
    public WebhookMode? Mode { get; init; }
}
