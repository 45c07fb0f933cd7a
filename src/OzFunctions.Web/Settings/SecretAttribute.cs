namespace OzFunctions.Web.Settings;

/// <summary>
/// Marks a setting as a key or signing secret that we define. Outside Development, one with fewer than <see cref="MinLength"/> characters is rejected.
/// Passwords of other systems' accounts are not marked, because those systems decide their length.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute
{
    /// <summary>The fewest characters outside Development.</summary>
    public const int MinLength = 16;
}
