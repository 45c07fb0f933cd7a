using Xunit.v3;

namespace OzFunctions.Tests.Builders;

/// <summary>
/// Marks a test class that starts processes: the storage emulator, a server, a browser or another program. The fast part of the tests excludes it:
/// <c>--filter-not-trait Starts=Processes</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StartsProcessesAttribute : Attribute, ITraitAttribute
{
    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Starts", "Processes")];
}
