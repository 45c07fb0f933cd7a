namespace OzFunctions.Web.Settings;

/// <summary>
/// Marks a setting as a key or signing secret of ours: outside Development one of fewer than <see cref="MinLength"/> characters is refused.
/// How long the password of an account elsewhere is, is not ours to say.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute
{
    /// <summary>The fewest characters outside Development.</summary>
    public const int MinLength = 16;
}
