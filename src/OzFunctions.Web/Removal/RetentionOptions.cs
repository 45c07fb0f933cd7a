using System.ComponentModel.DataAnnotations;

namespace OzFunctions.Web.Removal;

/// <summary>How long records are kept (section <c>Retention</c>).</summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>How many days to keep a folder after its last change, and every other record after its creation, 1 to 3,650.</summary>
    /// <value>400.</value>
    [Range(1, 3_650)]
    public int Days { get; init; } = 400;

    /// <summary>When runs start, UTC, as a cron expression: second, minute, hour, day, month, day of the week.</summary>
    /// <value>Every day at 02:30.</value>
    [Required]
    public string Schedule { get; init; } = "0 30 2 * * *";
}
