using System.Text.Json.Nodes;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.OpenApi;

/// <summary>The documents of the contract are the approved ones in <c>docs/contract</c>.</summary>
public sealed class ApprovedContractTests(ContractFixture contract) : IClassFixture<ContractFixture>
{
    private const string Approve = "APPROVE_CONTRACT";

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "contract");

    [Fact]
    public void Documents_AreTheApprovedOnes()
    {
        var approval = Environment.GetEnvironmentVariable(Approve);
        var breaking = contract.Documents.Keys.SelectMany(path => File.Exists(Path.Combine(Folder, path)) ? ContractChanges.Breaking(Approved(path), contract.Read(path)) : [])
            .Concat(Files().Except(contract.Documents.Keys).Select(static path => $"{path} was removed"))
            .Distinct()
            .ToList();
        Assert.True(
            breaking.Count == 0 || approval == "breaking",
            $"The contract changed in a way that breaks receivers or clients:\n{string.Join('\n', breaking)}\nKeep what they rely on, and add new members. If the break is intended, run this test with {Approve}=breaking, and notify them.");

        if (approval is not null)
        {
            Write();
        }

        Assert.All(contract.Documents, static document => Assert.True(
            File.Exists(Path.Combine(Folder, document.Key)) && File.ReadAllText(Path.Combine(Folder, document.Key)) == $"{document.Value}\n",
            $"docs/contract/{document.Key} differs from the served document. The change is compatible: run this test with {Approve}=compatible, and commit the files that it writes."));
    }

    [Fact]
    public void Notifications_AreAllDescribed()
    {
        var types = typeof(NotificationTypes).GetFields().Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(types, contract.Read("openapi.json")["webhooks"]!.AsObject().Select(static webhook => webhook.Key).Order(StringComparer.Ordinal));
        Assert.Equal(types.Select(static type => $"schemas/{type}.json"), contract.Documents.Keys.Where(static path => path.StartsWith("schemas/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(types, contract.Read("asyncapi.json")["components"]!["messages"]!.AsObject().Select(static message => message.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<EndpointKind>().Length - 1, contract.Read("asyncapi.json")["channels"]!.AsObject().Count);
    }

    private static JsonObject Approved(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, path)))!.AsObject();

    private static IEnumerable<string> Files() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(static file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        : [];

    private void Write()
    {
        foreach (var path in Files().Except(contract.Documents.Keys).ToList())
        {
            File.Delete(Path.Combine(Folder, path));
        }

        Directory.CreateDirectory(Path.Combine(Folder, "schemas"));
        foreach (var (path, text) in contract.Documents)
        {
            File.WriteAllText(Path.Combine(Folder, path), $"{text}\n");
        }
    }
}
