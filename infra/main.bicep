targetScope = 'subscription'

import { endpoint, secretNames } from 'endpoints.bicep'

@description('Names the deployment and, hashed, its resources.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The region, one that offers Flex Consumption.')
@minLength(1)
param location string

@description('Verify: Oz is asked what a webhook is worth. Trust: what a webhook says is applied.')
@allowed(['Trust', 'Verify'])
param webhookMode string = 'Verify'

@description('The address of the Oz API, without /api. Empty, with webhookMode Trust only: Oz is never asked.')
param ozBaseUrl string

@description('The Oz account that may see the folders.')
param ozEmail string

@description('Its password. Empty: what the Key Vault holds stays.')
@secure()
param ozPassword string

@description('The names of administrators: letters and digits, recorded with each action. Without any, nobody can act.')
param adminNames string[] = []

@description('Their keys by name. A name that is not here keeps the key that the Key Vault holds.')
@secure()
param adminKeys object = {}

@description('The systems that receive notifications.')
@maxLength(10)
param endpoints endpoint[] = []

@description('Their signing secrets (whsec_...) by the name of the secret. What is not here stays as the Key Vault holds it.')
@secure()
param endpointSecrets object = {}

@description('Further app settings, none of them secret, such as Folders__MetadataKeys__0.')
param settings object = {}

@description('The address that receives a mail when an alert fires. Empty: alerts show in the portal only.')
param alertEmail string = ''

@description('Instances for HTTP that never sleep, so that Oz does not wait for a cold start.')
@minValue(0)
param alwaysReadyInstances int = 1

@description('How far the app may scale out.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 100

@description('Megabytes of memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('How often the storage keeps each byte. Regions without zones offer Standard_LRS and Standard_GRS.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('The principal, for example a developer, that gets the roles of the app: to read and write all stored data, to read every secret of the Key Vault (the Oz password, admin keys, signing secrets), and to write telemetry. Empty: none.')
param principalId string = ''

@description('What kind of principal that is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }
var missesOz = empty(ozBaseUrl) != empty(ozEmail) || (webhookMode == 'Verify' && empty(ozBaseUrl))

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module storage 'storage.bicep' = {
  scope: group
  params: { name: 'st${token}', location: location, tags: tags, sku: storageSku }
}

module vault 'keyvault.bicep' = {
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    ozPassword: ozPassword
    adminNames: adminNames
    adminKeys: adminKeys
    endpointSecretNames: secretNames(endpoints)
    endpointSecrets: endpointSecrets
  }
}

module monitoring 'monitoring.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags }
}

module appRoles 'roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    principalType: 'ServicePrincipal'
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module destinations 'destination.bicep' = [
  for (it, i) in endpoints: if (it.?resourceId != null) {
    name: 'destination-${i}'
    scope: resourceGroup(split(it.?resourceId ?? '////', '/')[2], split(it.?resourceId ?? '////', '/')[4])
    params: {
      resourceId: it.?resourceId ?? ''
      principalId: identity.outputs.principalId
    }
  }
]

module developerRoles 'roles.bicep' = if (!empty(principalId)) {
  scope: group
  params: {
    principalId: principalId
    principalType: principalType
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module app 'functionapp.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    vaultUri: vault.outputs.uri
    insightsName: monitoring.outputs.insightsName
    // Without the account that it needs, the app would stop at its start, where nobody sees why.
    webhookMode: missesOz
      ? fail('Set both ozBaseUrl and ozEmail, or, with webhookMode Trust, neither')
      : webhookMode
    ozBaseUrl: ozBaseUrl
    ozEmail: ozEmail
    adminNames: adminNames
    endpoints: endpoints
    endpointAddresses: [for (it, i) in endpoints: it.?resourceId == null ? '' : destinations[i]!.outputs.address]
    settings: settings
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
  }
  // Before it may, the app can fetch neither its package nor its secrets.
  dependsOn: [appRoles]
}

module alerts 'alerts.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceName: monitoring.outputs.workspaceName
    email: alertEmail
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output FUNCTION_APP_NAME string = app.outputs.name
output FUNCTION_APP_URL string = app.outputs.url
output WEBHOOK_ADDRESS string = '${app.outputs.url}/api/oz/webhooks'
