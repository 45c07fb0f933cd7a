using System.Reflection;

namespace OzFunctions.Tests.Builders;

/// <summary>Reads files of the repository from which the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
