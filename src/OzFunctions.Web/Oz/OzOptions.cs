using System.ComponentModel.DataAnnotations;

namespace OzFunctions.Web.Oz;

/// <summary>The Oz account with which Oz is asked (section <c>Oz</c>). It must own the folders, or see those of its company.</summary>
public sealed class OzOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Oz";

    /// <summary>The name of the HTTP client.</summary>
    internal const string Client = "oz";

    /// <summary>Where Oz's API is, without <c>/api</c>; https, unless <see cref="AllowHttp"/>. Oz is not asked while it is not set.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The account's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The account's password, however long Oz lets it be.</summary>
    public string? Password { get; init; }

    /// <summary>Whether password and token may travel unencrypted, as within a network of one's own.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>How long Oz may take for one answer, 0.1 to 60 s.</summary>
    /// <value>10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many requests a second this process sends at most, 1 to 1,000.</summary>
    /// <value>20.</value>
    [Range(1, 1_000)]
    public int RequestsPerSecond { get; init; } = 20;

    /// <summary>Whether an account is set.</summary>
    internal bool IsConfigured => !string.IsNullOrEmpty(BaseUrl);
}
