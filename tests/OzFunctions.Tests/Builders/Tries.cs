namespace OzFunctions.Tests.Builders;

/// <summary>How often a property is tried with random values.</summary>
internal static class Tries
{
    /// <summary>1; more in the build that mutation testing runs once for each mutant.</summary>
#if MUTATION
    public const int Divisor = 100;
#else
    public const int Divisor = 1;
#endif
}
