using System.ComponentModel.DataAnnotations;

namespace OzFunctions.Web.Oz;

/// <summary>The account with which Oz's API is called (section <c>Oz</c>). It must own the folders, or see those of its company.</summary>
public sealed class OzOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Oz";

    /// <summary>The name of the HTTP client.</summary>
    internal const string Client = "oz";

    /// <summary>The URL of Oz's API, without <c>/api</c>; https, unless <see cref="AllowHttp"/>. If null, Oz is not called.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The account's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The account's password. Its length is Oz's policy and not checked here.</summary>
    public string? Password { get; init; }

    /// <summary>Whether http is allowed, which sends password and token unencrypted. Meant for a private network.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The time limit of one response of Oz, 0.1 to 60 s.</summary>
    /// <value>10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most requests per second that this process sends, 1 to 1,000.</summary>
    /// <value>20.</value>
    [Range(1, 1_000)]
    public int RequestsPerSecond { get; init; } = 20;

    /// <summary>Whether an account is configured.</summary>
    internal bool IsConfigured => !string.IsNullOrEmpty(BaseUrl);
}
