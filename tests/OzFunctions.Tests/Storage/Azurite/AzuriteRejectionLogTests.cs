using Azure.Data.Tables;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

[StartsProcesses]
public sealed class AzuriteRejectionLogTests(AzuriteFixture azurite) : RejectionLogContract
{
    internal override TableClient Table { get; } = azurite.NewTable();
}
